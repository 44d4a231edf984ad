//! The schema, and the promises of `db` that hold on both engines.

use crate::support::both_databases;
use crate::support::database::TestDatabase;
use pairwell_server::db::{Bind, Db, Engine, Reader, Value};
use std::collections::BTreeMap;

/// Table → column → (type, may be null).
type Schema = BTreeMap<String, BTreeMap<String, (String, bool)>>;

#[tokio::test]
async fn the_two_schemas_are_the_same_table_by_table_column_by_column() {
    let sqlite = TestDatabase::new(Engine::Sqlite).await;
    let postgres = TestDatabase::new(Engine::Postgres).await;
    let sqlite = sqlite_schema(&Db::connect(&sqlite.url).await.unwrap()).await;
    let postgres = postgres_schema(&Db::connect(&postgres.url).await.unwrap()).await;
    let tables = |schema: &Schema| schema.keys().cloned().collect::<Vec<_>>();
    assert_eq!(tables(&sqlite), tables(&postgres));
    for (table, columns) in &sqlite {
        assert_eq!(
            columns, &postgres[table],
            "SQLite's {table} and PostgreSQL's"
        );
    }
}

#[tokio::test]
async fn the_two_schemas_have_the_same_indexes() {
    const SQLITE: &str = "
        SELECT m.tbl_name, m.name, l.\"unique\" = 1
        FROM sqlite_schema m, pragma_index_list(m.tbl_name) l
        WHERE m.type = 'index' AND l.name = m.name AND m.sql IS NOT NULL
          AND m.tbl_name NOT LIKE '\\_sqlx%' ESCAPE '\\'";
    const POSTGRES: &str = "
        SELECT t.relname::text, i.relname::text, x.indisunique
        FROM pg_index x
        JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_class t ON t.oid = x.indrelid
        JOIN pg_namespace n ON n.oid = t.relnamespace
        WHERE n.nspname = 'public' AND NOT EXISTS (
            SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid AND c.contype = 'p')
          AND t.relname NOT LIKE '\\_sqlx%'";
    let mut found = Vec::new();
    for (engine, sql) in [(Engine::Sqlite, SQLITE), (Engine::Postgres, POSTGRES)] {
        let database = TestDatabase::new(engine).await;
        let db = Db::connect(&database.url).await.unwrap();
        let mut indexes = (&db).all::<(String, String, bool)>(sql, &[]).await.unwrap();
        indexes.sort();
        found.push(indexes);
    }
    assert_eq!(found[0], found[1], "SQLite's and PostgreSQL's");
}

async fn sqlite_schema(mut db: &Db) -> Schema {
    const SQL: &str = "
        SELECT m.name, c.name, c.type, c.\"notnull\" = 0 AND c.pk = 0
        FROM sqlite_schema m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
          AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'";
    collect(db.all(SQL, &[]).await.unwrap())
}

async fn postgres_schema(mut db: &Db) -> Schema {
    const SQL: &str = "
        SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES'
        FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'";
    collect(db.all(SQL, &[]).await.unwrap())
}

fn collect(rows: Vec<(String, String, String, bool)>) -> Schema {
    let mut schema = Schema::new();
    for (table, column, kind, nullable) in rows {
        let kind = match kind.as_str() {
            "uuid" | "bytea" => "BLOB",
            "bigint" | "boolean" => "INTEGER",
            "text" => "TEXT",
            "double precision" => "REAL",
            other => other,
        };
        let kind = (kind.to_owned(), nullable);
        schema.entry(table).or_default().insert(column, kind);
    }
    schema
}

both_databases! {
    async fn dropping_a_transaction_takes_everything_back(server) {
        let mut tx = server.db().begin().await.unwrap();
        tx.execute("INSERT INTO setting (name, value) VALUES ('a', 'b')", &[]).await.unwrap();
        drop(tx);
        assert_eq!(settings(server.db()).await, 0);
    }

    async fn many_rows_go_in_with_few_statements_and_all_arrive(server) {
        let names: Vec<String> = (0..7001).map(|number| number.to_string()).collect();
        let values: Vec<Value> = names.iter().flat_map(|name| [name.bind(), "x".bind()]).collect();
        let mut tx = server.db().begin().await.unwrap();
        let written = tx
            .insert_many("INSERT INTO setting (name, value) VALUES", 2, &values, "")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!((written, settings(server.db()).await), (7001, 7001));
    }

    async fn a_duplicate_is_named_by_its_columns(server) {
        let ada = server.account("Ada").await;
        let mut tx = server.db().begin().await.unwrap();
        let twin = pairwell_server::store::account::Account {
            id: server.app.clock.new_id(),
            ..ada
        };
        let refused = pairwell_server::store::account::add(&mut tx, &twin, server.now()).await;
        let refused = refused.unwrap_err();
        assert!(refused.is_duplicate("account", "email"), "{refused:?}");
    }

    async fn writers_take_turns_and_none_is_told_to_go_away(server) {
        let write = async |name: String| {
            let mut tx = server.db().begin().await.unwrap();
            settings(&mut tx).await;
            let values = [name.bind()];
            tx.execute("INSERT INTO setting (name, value) VALUES ($1, '')", &values).await.unwrap();
            tx.commit().await.unwrap();
        };
        let writers = (0..30).map(|number| write(number.to_string()));
        futures::future::join_all(writers).await;
        assert_eq!(settings(server.db()).await, 30);
    }

    async fn a_snapshot_does_not_see_later_commits(server) {
        let mut before = server.db().snapshot().await.unwrap();
        assert_eq!(settings(&mut before).await, 0);
        server
            .db()
            .execute("INSERT INTO setting (name, value) VALUES ('a', 'b')", &[])
            .await
            .unwrap();
        assert_eq!(settings(&mut before).await, 0);
        assert_eq!(settings(server.db()).await, 1);
    }

    async fn migrating_twice_or_at_once_is_migrating_once(server) {
        let blank = TestDatabase::blank(server.db().engine()).await;
        let (first, second) = futures::join!(Db::open(&blank.url), Db::open(&blank.url));
        assert_eq!(settings(&first.unwrap()).await, 0);
        second.unwrap().migrate().await.unwrap();
    }
}

async fn settings(mut db: impl Reader) -> i64 {
    let (count,) = db
        .one::<(i64,)>("SELECT COUNT(*) FROM setting", &[])
        .await
        .unwrap();
    count
}
