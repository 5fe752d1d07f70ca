//! The schema of a PostgreSQL database. The reference is made by the migrations in a schema of its own, inside a transaction
//! that is rolled back.

use super::{Object, ObjectKind, Schema};
use crate::error::Result;
use crate::open::postgres_migrations;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use std::hash::{BuildHasher, RandomState};

/// Kind, name, table and definition of each object in the schema `$1`. Names are written as they are inside of that schema.
const OBJECTS: &str = "\
    SELECT 'table' AS kind, CAST(c.relname AS TEXT) AS name, CAST(c.relname AS TEXT) AS owner, \
        concat((SELECT string_agg(concat(a.attname, ' ', format_type(a.atttypid, a.atttypmod), \
            CASE WHEN a.attnotnull THEN ' NOT NULL' END, ' ' || pg_get_expr(d.adbin, d.adrelid)), ', ' ORDER BY a.attname) \
            FROM pg_attribute AS a LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '; ', \
            (SELECT string_agg(pg_get_constraintdef(k.oid), ', ' ORDER BY pg_get_constraintdef(k.oid)) \
            FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c', 'x'))) AS definition \
        FROM pg_class AS c WHERE c.relnamespace = CAST($1 AS regnamespace) AND c.relkind IN ('r', 'p') \
    UNION ALL SELECT 'index', CAST(c.relname AS TEXT), CAST(t.relname AS TEXT), \
        CASE WHEN k.oid IS NULL THEN concat(pg_get_indexdef(c.oid), CASE WHEN NOT x.indisvalid THEN ' INVALID' END) END \
        FROM pg_index AS x JOIN pg_class AS c ON c.oid = x.indexrelid JOIN pg_class AS t ON t.oid = x.indrelid \
        LEFT JOIN pg_constraint AS k ON k.conindid = c.oid AND k.contype IN ('p', 'u', 'x') \
        WHERE c.relnamespace = CAST($1 AS regnamespace) AND t.relkind IN ('r', 'p') \
    UNION ALL SELECT 'view', CAST(c.relname AS TEXT), CAST(c.relname AS TEXT), \
        concat('CREATE VIEW ', quote_ident(c.relname), ' AS ', pg_get_viewdef(c.oid)) \
        FROM pg_class AS c WHERE c.relnamespace = CAST($1 AS regnamespace) AND c.relkind = 'v' \
    UNION ALL SELECT 'trigger', CAST(g.tgname AS TEXT), CAST(t.relname AS TEXT), \
        concat(pg_get_triggerdef(g.oid), CASE WHEN g.tgenabled <> 'O' THEN ' DISABLED' END) \
        FROM pg_trigger AS g JOIN pg_class AS t ON t.oid = g.tgrelid \
        WHERE t.relnamespace = CAST($1 AS regnamespace) AND NOT g.tgisinternal \
    UNION ALL SELECT 'function', CAST(p.proname AS TEXT), CAST(p.proname AS TEXT), pg_get_functiondef(p.oid) \
        FROM pg_proc AS p WHERE p.pronamespace = CAST($1 AS regnamespace) AND p.prokind = 'f'";

/// Insufficient privilege: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
const FORBIDDEN: &str = "42501";

/// The schema that the migrations make; none where this user may not create one to compare with.
///
/// # Errors
/// Those of a migration.
pub(crate) async fn reference(pool: &PgPool) -> Result<Option<Schema>> {
    let name = format!("sillon_reference_{:016x}", RandomState::new().hash_one(std::process::id()));
    let mut transaction = pool.begin().await?;
    let create = format!("CREATE SCHEMA {name}");
    if let Err(error) = sqlx::query(AssertSqlSafe(create)).execute(&mut *transaction).await {
        let code = error.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned));
        return if code.as_deref() == Some(FORBIDDEN) { Ok(None) } else { Err(error.into()) };
    }
    let path = format!("SET LOCAL search_path = {name}");
    sqlx::query(AssertSqlSafe(path)).execute(&mut *transaction).await?;
    for migration in postgres_migrations() {
        // Several statements in one text.
        sqlx::Executor::execute(&mut *transaction, migration).await?;
    }
    let reference = read(&mut transaction, &name).await?;
    transaction.rollback().await?;
    Ok(Some(reference))
}

/// What the database holds.
///
/// # Errors
/// A database that cannot be read.
pub(crate) async fn found(pool: &PgPool) -> Result<Schema> {
    let mut connection = pool.acquire().await?;
    let name: String = sqlx::query_scalar("SELECT CAST(current_schema() AS TEXT)").fetch_one(&mut *connection).await?;
    read(&mut connection, &name).await
}

async fn read(connection: &mut PgConnection, name: &str) -> Result<Schema> {
    type Row = (String, String, String, Option<String>);
    let qualifier: String =
        sqlx::query_scalar("SELECT concat(quote_ident($1), '.')").bind(name).fetch_one(&mut *connection).await?;
    let rows: Vec<Row> = sqlx::query_as(OBJECTS).bind(qualifier.trim_end_matches('.')).fetch_all(connection).await?;
    let mut schema = Schema::default();
    for (kind, name, table, sql) in rows {
        let kind = match kind.as_str() {
            "function" => ObjectKind::Function,
            "table" => ObjectKind::Table,
            "index" => ObjectKind::Index,
            "view" => ObjectKind::View,
            _ => ObjectKind::Trigger,
        };
        // sqlx's own, in which it notes the migrations.
        if table == "_sqlx_migrations" {
            continue;
        }
        let sql = sql.map(|sql| sql.replace(&qualifier, ""));
        schema.objects.insert((kind, name), Object { table, sql });
    }
    Ok(schema)
}
