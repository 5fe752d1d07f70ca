//! The end of every run that imports: what was there before is summed up again, and a run over which it changed is broken.

use crate::runner::End;
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::id::AccountId;
use sillon_core::job::JobState;
use sillon_core::progress::Status;
use sillon_core::receipt::Receipt;
use sillon_store::Store;

/// Puts the proof into the receipt. Where it fails, the run has failed, whatever it had to say for itself.
pub(crate) async fn prove(store: &Store, account: AccountId, receipt: &mut Receipt, end: &mut End<'_>) {
    receipt.proof = match store.end_proof(account, &receipt.job_id, end.at).await {
        Ok(proof) => proof,
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "the run could not be proven");
            None
        }
    };
    let Some(proof) = receipt.proof.filter(|proof| !proof.holds()) else { return };
    let detail =
        format!("{} rows, {} → {} rows, {}", proof.before.rows, proof.before.sum, proof.after.rows, proof.after.sum);
    tracing::warn!(detail, "rows that were there before the run were changed while it ran");
    let fault = Fault::new(FaultCode::RowsChanged, detail);
    end.state = JobState::Failed;
    end.fault = Some(fault.clone());
    (receipt.progress.status, receipt.progress.error) = (Status::Error, Some(fault));
}
