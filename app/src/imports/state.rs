//! One file on its way in: looked at by the server as often as something about
//! it is corrected, and applied once.

use super::model::{self, Kind};
use crate::api::Call;
use crate::forms;
use leptos::prelude::*;
use leptos::task::spawn_local;
use pairwell_domain::api::people::ImportQuery;
use pairwell_domain::api::{CallError, Endpoint, Upload};
use pairwell_domain::import::dates::DateOrder;
use pairwell_domain::import::report::ImportReport;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::File;

type Answer = Pin<Box<dyn Future<Output = Result<ImportReport, CallError>>>>;
type Send = Rc<dyn Fn(&File, ImportQuery) -> Answer>;

/// A handle, to be copied into closures.
#[derive(Clone, Copy)]
pub struct FileOnItsWay {
    pub kind: Kind,
    file: RwSignal<Option<File>, LocalStorage>,
    query: RwSignal<ImportQuery>,
    /// What the server made of it last.
    report: RwSignal<Option<Arc<ImportReport>>>,
    /// Why it could not be looked at or applied.
    failure: RwSignal<Option<String>>,
    busy: RwSignal<Option<Doing>>,
    newest: StoredValue<u32>,
    send: StoredValue<Send, LocalStorage>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    Looking,
    Applying,
}

impl FileOnItsWay {
    pub fn to<E>(kind: Kind, path: E::Path) -> Self
    where
        E: Endpoint<Request = Upload, Query = ImportQuery, Response = ImportReport> + 'static,
        E::Path: Copy + 'static,
    {
        let send: Send =
            Rc::new(move |file, query| Box::pin(Call::<E>::upload(path, query, file).send()));
        FileOnItsWay {
            kind,
            file: RwSignal::new_local(None),
            query: RwSignal::new(ImportQuery::default()),
            report: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(None),
            newest: StoredValue::new(0),
            send: StoredValue::new_local(send),
        }
    }

    /// Takes a file and has it looked at, with nothing corrected yet.
    pub fn take(self, file: File) {
        self.file.set(Some(file));
        self.report.set(None);
        self.query.set(ImportQuery::default());
        self.ask(Doing::Looking);
    }

    /// Puts a field into a column.
    pub fn correct(self, column: usize, field: &str) {
        let Some(report) = self.report.get_untracked() else {
            return;
        };
        let map = model::corrected(&report.columns, self.kind, column, field);
        self.query.update(|query| query.map = map);
        self.ask(Doing::Looking);
    }

    pub fn read_dates(self, order: DateOrder) {
        self.query.update(|query| query.dates = Some(order));
        self.ask(Doing::Looking);
    }

    pub fn replace_answers(self, replace: bool) {
        self.query.update(|query| query.replace_answers = replace);
        self.ask(Doing::Looking);
    }

    pub fn apply(self) {
        self.ask(Doing::Applying);
    }

    /// Back to the beginning.
    pub fn forget(self) {
        self.file.set(None);
        self.report.set(None);
        self.failure.set(None);
    }

    fn ask(self, doing: Doing) {
        let Some(file) = self.file.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() == Some(Doing::Applying) {
            return;
        }
        let query = ImportQuery {
            dry_run: doing == Doing::Looking,
            ..self.query.get_untracked()
        };
        let number = self.newest.get_value() + 1;
        self.newest.set_value(number);
        self.busy.set(Some(doing));
        self.failure.set(None);
        let answer = self.send.with_value(|send| send(&file, query));
        spawn_local(async move {
            let answer = answer.await;
            // `None` once the page is gone.
            if self.newest.try_get_value() != Some(number) {
                return;
            }
            self.busy.set(None);
            match answer {
                Ok(report) => self.report.set(Some(Arc::new(report))),
                Err(why) => self.failure.set(Some(forms::words(&why))),
            }
        });
    }

    /// The file's name, once there is one. Reactive.
    pub fn name(self) -> Option<String> {
        self.file.with(|file| file.as_ref().map(File::name))
    }

    /// Reactive.
    pub fn report(self) -> Option<Arc<ImportReport>> {
        self.report.get()
    }

    /// Reactive.
    pub fn failure(self) -> Signal<Option<String>> {
        self.failure.into()
    }

    /// Reactive.
    pub fn doing(self) -> Option<Doing> {
        self.busy.get()
    }

    /// Reactive.
    pub fn query(self) -> ImportQuery {
        self.query.get()
    }
}
