//! Everything that a request can end with instead of what was asked: one table from error to status, code and words.
//!
//! A handler returns a [`WebError`]; [`answer`] alone turns it into a problem document or a page, because only there
//! the reader's language and the asked path are at hand, and logs its source, once.

pub mod answer;
mod from;
pub mod page;
pub mod problem;
mod words;

use axum::http::StatusCode;
use sillon_core::collection::List;
use sillon_core::credential::BadCredential;
use sillon_core::edit::Refusal;
use sillon_core::id::JobId;
pub use words::{Words, reason_words};

/// What a parameter may be, for the sentence that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// A whole number in this range, both ends included; `None` is no upper end.
    Whole(i64, Option<i64>),
    /// A year, or some in a row.
    Years,
    /// A field's number, a colon and a text.
    FieldAndValue,
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// Nothing under that name: these are the names.
    Names(Vec<String>),
    /// Nothing that selects: what is asked for is always whole.
    WholeCollection,
    /// The parameter only once.
    Once,
    /// A text without the character U+0000.
    WithoutNul,
    /// At most this many filters in one question.
    Filters(usize),
    /// A text of at most this many words and characters.
    Words(usize, usize),
}

/// Why a request was not done, named by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// No such page, route or record.
    #[error("not found")]
    NotFound,
    /// The path exists, with other methods.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// The request cannot be read as HTTP wants it.
    #[error("the request cannot be read")]
    BadRequest,
    /// A parameter of the path or the query.
    #[error("parameter {name} is {value:?}")]
    InvalidParameter {
        /// Its name.
        name: String,
        /// What was sent, shortened.
        value: String,
        /// What may be sent.
        accepted: Accepted,
    },
    /// The body is not what is expected. It is not quoted: it may hold a secret.
    #[error("the body is not as expected")]
    InvalidBody,
    /// Some values are not taken; nothing was changed.
    #[error("{} values are refused", .0.len())]
    InvalidFields(Vec<Refusal>),
    /// The act was undone before.
    #[error("undone already")]
    EditUndone,
    /// No album that a run added is left to put away.
    #[error("nothing to undo")]
    NothingToUndo,
    /// Nothing of what a run noted can be taken over.
    #[error("nothing to take over")]
    NothingToTakeOver,
    /// The body is of another type than expected.
    #[error("the body has another type")]
    UnsupportedMediaType,
    /// The body is larger than is taken.
    #[error("the body is too large")]
    BodyTooLarge,
    /// The answer took too long.
    #[error("the answer took too long")]
    Timeout,
    /// Another site's page sent the request.
    #[error("cross-site request")]
    CrossSite,
    /// A proxy forwards the request, and there is no password to ask for.
    #[error("a proxy forwards the request, and no password is set")]
    ForwardedRequest,
    /// The question costs more work than one request may.
    #[error("the question takes too much work")]
    TooCostly,
    /// The request names a host that is not this one (DNS rebinding).
    #[error("unknown host")]
    HostRefused,
    /// The password is needed.
    #[error("authentication required")]
    AuthenticationRequired,
    /// The password is another.
    #[error("wrong password")]
    WrongPassword,
    /// As many event streams are open as may be.
    #[error("too many event streams")]
    TooManyStreams,
    /// Too many wrong passwords.
    #[error("too many attempts")]
    TooManyAttempts {
        /// When to try again, in seconds from now.
        retry_after: u64,
    },
    /// The pages are closed: there is no password to open them with.
    #[error("no password is set")]
    PasswordNotSet,
    /// The API's token is none, or none any more.
    #[error("the token is not known")]
    InvalidToken,
    /// The token may not do this; one with this scope may.
    #[error("the token lacks the scope {}", .0.as_str())]
    InsufficientScope(sillon_core::access::Scope),
    /// No token may do this.
    #[error("the owner alone may do this")]
    OwnerOnly,
    /// A sync is at work already.
    #[error("a sync is running")]
    SyncRunning(JobId),
    /// A sync is at work already, of this list, and waits until then because Discogs asks for it (milliseconds UTC).
    #[error("a sync is waiting for Discogs")]
    SyncWaiting(List, JobId, i64),
    /// No sync is at work.
    #[error("no sync is running")]
    SyncNotRunning,
    /// A sync of the wantlist is at work already.
    #[error("a sync of the wantlist is running")]
    WantlistRunning(JobId),
    /// No sync of the wantlist is at work.
    #[error("no sync of the wantlist is running")]
    WantlistNotRunning,
    /// An enrichment is at work already.
    #[error("an enrichment is running")]
    EnrichmentRunning(JobId),
    /// An import is at work already.
    #[error("an import is running")]
    ImportRunning(JobId),
    /// No import is at work.
    #[error("no import is running")]
    ImportNotRunning,
    /// The file is not what an import takes: these are its faults.
    #[error("the file is refused")]
    FileRefused(Vec<sillon_core::exchange::Problem>),
    /// The file that was to be imported is gone.
    #[error("no such file waits")]
    FileGone,
    /// The file broke off while it was sent.
    #[error("the file broke off")]
    FileBrokeOff,
    /// The database makes its backups in its own ways.
    #[error("no backups are made of this database")]
    BackupUnsupported,
    /// The backup does not read as it was written.
    #[error("the backup is damaged: {0}")]
    BackupDamaged(String),
    /// The backup's structure is not the one that sillon makes.
    #[error("the backup's structure is not sillon's: {0}")]
    BackupAltered(String),
    /// A restore failed, and the database is not as it was; what was there is kept as a backup.
    #[error("the restore failed: {0}")]
    RestoreUnproven(String),
    /// The backup was made by a newer version.
    #[error("the backup was made by a newer version")]
    BackupNewer,
    /// A job is at work that would go on in what is put back.
    #[error("a job is at work")]
    JobRunning,
    /// No enrichment is at work.
    #[error("no enrichment is running")]
    EnrichmentNotRunning,
    /// Nobody is configured who could be asked.
    #[error("nobody to ask is configured")]
    EnrichmentNotConfigured,
    /// No token is set.
    #[error("no token is set")]
    DiscogsNotConfigured,
    /// The collection was read from another account at Discogs.
    #[error("the collection is of {kept}; the token belongs to {new}")]
    OtherAccount {
        /// The user name so far.
        kept: String,
        /// The user name that would be read now.
        new: String,
    },
    /// Discogs does not know the token.
    #[error("the token was refused")]
    TokenRefused,
    /// The token has characters that no token has. It is not quoted.
    #[error("the token is not one: {0}")]
    TokenCharacters(BadCredential),
    /// The token is set where the page cannot change it.
    #[error("the token is set by the environment or the settings file")]
    TokenFixed,
    /// Discogs could not be asked.
    #[error("Discogs could not be asked: {0}")]
    DiscogsUnreachable(String),
    /// The invented collection could not be made.
    #[error("the demo could not be started: {0}")]
    DemoFailed(String),
    /// The database is locked by another program.
    #[error("the database is busy")]
    StorageBusy,
    /// The database server is down or cannot be reached.
    #[error("the database server does not answer: {0}")]
    StorageUnreachable(String),
    /// The database server takes no writes.
    #[error("the database server is read-only: {0}")]
    StorageReadOnly(String),
    /// The database does not answer, asked whether it does.
    #[error("not ready: {0}")]
    NotReady(String),
    /// The database cannot be read or written.
    #[error("storage: {0}")]
    Storage(#[source] sillon_store::StoreError),
    /// A bug.
    #[error("internal: {0}")]
    Internal(String),
}

impl WebError {
    /// The table: status, and the stable code that also names the messages.
    fn row(&self) -> (StatusCode, &'static str) {
        use StatusCode as S;
        match self {
            Self::NotFound => (S::NOT_FOUND, "not_found"),
            Self::MethodNotAllowed => (S::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Self::BadRequest => (S::BAD_REQUEST, "bad_request"),
            Self::InvalidParameter { .. } => (S::UNPROCESSABLE_ENTITY, "invalid_parameter"),
            Self::InvalidBody => (S::UNPROCESSABLE_ENTITY, "invalid_body"),
            Self::InvalidFields(_) => (S::UNPROCESSABLE_ENTITY, "invalid_fields"),
            Self::EditUndone => (S::CONFLICT, "edit_undone"),
            Self::NothingToUndo => (S::CONFLICT, "nothing_to_undo"),
            Self::NothingToTakeOver => (S::CONFLICT, "nothing_to_take_over"),
            Self::UnsupportedMediaType => (S::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"),
            Self::BodyTooLarge => (S::PAYLOAD_TOO_LARGE, "body_too_large"),
            Self::Timeout => (S::SERVICE_UNAVAILABLE, "timeout"),
            Self::CrossSite => (S::FORBIDDEN, "cross_site"),
            Self::ForwardedRequest => (S::FORBIDDEN, "password_required"),
            Self::TooCostly => (S::SERVICE_UNAVAILABLE, "too_costly"),
            Self::HostRefused => (S::MISDIRECTED_REQUEST, "host_refused"),
            Self::AuthenticationRequired => (S::UNAUTHORIZED, "authentication_required"),
            Self::WrongPassword => (S::UNAUTHORIZED, "wrong_password"),
            Self::TooManyAttempts { .. } => (S::TOO_MANY_REQUESTS, "too_many_attempts"),
            Self::TooManyStreams => (S::SERVICE_UNAVAILABLE, "too_many_streams"),
            Self::PasswordNotSet => (S::FORBIDDEN, "password_not_set"),
            // As RFC 6750 has them.
            Self::InvalidToken => (S::UNAUTHORIZED, "invalid_token"),
            Self::InsufficientScope(_) => (S::FORBIDDEN, "insufficient_scope"),
            Self::OwnerOnly => (S::FORBIDDEN, "owner_only"),
            Self::SyncRunning(_) | Self::SyncWaiting(List::Collection, ..) => (S::CONFLICT, "sync_running"),
            Self::SyncWaiting(List::Wantlist, ..) => (S::CONFLICT, "wantlist_running"),
            Self::SyncNotRunning => (S::CONFLICT, "sync_not_running"),
            Self::WantlistRunning(_) => (S::CONFLICT, "wantlist_running"),
            Self::WantlistNotRunning => (S::CONFLICT, "wantlist_not_running"),
            Self::EnrichmentRunning(_) => (S::CONFLICT, "enrichment_running"),
            Self::EnrichmentNotRunning => (S::CONFLICT, "enrichment_not_running"),
            Self::ImportRunning(_) => (S::CONFLICT, "import_running"),
            Self::ImportNotRunning => (S::CONFLICT, "import_not_running"),
            Self::FileRefused(_) => (S::UNPROCESSABLE_ENTITY, "file_refused"),
            Self::FileGone => (S::GONE, "file_gone"),
            Self::FileBrokeOff => (S::BAD_REQUEST, "file_broke_off"),
            Self::BackupUnsupported => (S::CONFLICT, "backup_unsupported"),
            Self::BackupDamaged(_) => (S::UNPROCESSABLE_ENTITY, "backup_damaged"),
            Self::BackupAltered(_) => (S::UNPROCESSABLE_ENTITY, "backup_altered"),
            Self::RestoreUnproven(_) => (S::INTERNAL_SERVER_ERROR, "restore_unproven"),
            Self::BackupNewer => (S::CONFLICT, "backup_newer"),
            Self::JobRunning => (S::CONFLICT, "job_running"),
            Self::EnrichmentNotConfigured => (S::CONFLICT, "enrichment_not_configured"),
            Self::DiscogsNotConfigured => (S::CONFLICT, "discogs_not_configured"),
            Self::OtherAccount { .. } => (S::CONFLICT, "other_account"),
            Self::TokenRefused => (S::UNPROCESSABLE_ENTITY, "token_refused"),
            Self::TokenCharacters(_) => (S::UNPROCESSABLE_ENTITY, "token_characters"),
            Self::TokenFixed => (S::CONFLICT, "token_fixed"),
            Self::DiscogsUnreachable(_) => (S::BAD_GATEWAY, "discogs_unreachable"),
            Self::DemoFailed(_) => (S::INTERNAL_SERVER_ERROR, "demo_failed"),
            Self::StorageBusy => (S::SERVICE_UNAVAILABLE, "storage_busy"),
            Self::StorageUnreachable(_) => (S::SERVICE_UNAVAILABLE, "storage_unreachable"),
            Self::StorageReadOnly(_) => (S::SERVICE_UNAVAILABLE, "storage_read_only"),
            Self::NotReady(_) => (S::SERVICE_UNAVAILABLE, "not_ready"),
            Self::Storage(_) => (S::INTERNAL_SERVER_ERROR, "storage_failed"),
            Self::Internal(_) => (S::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// The status it is answered with.
    pub fn status(&self) -> StatusCode {
        self.row().0
    }

    /// Its stable code, as in the API.
    pub fn code(&self) -> &'static str {
        self.row().1
    }

    /// When it is worth trying again, in seconds.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooManyAttempts { retry_after } => Some(*retry_after),
            Self::TooManyStreams | Self::StorageUnreachable(_) => Some(5),
            // Somebody has to change something first.
            Self::StorageReadOnly(_) => Some(60),
            Self::StorageBusy | Self::NotReady(_) | Self::Timeout => Some(2),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
