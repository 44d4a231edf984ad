//! Who takes part in a programme: the coordinator's list, enrolling somebody,
//! importing a sheet; and everybody's own form.

mod answers;
mod enrol;
mod import;
mod list;
mod mine;
mod model;
mod row;
mod state;
mod withdraw;
mod zones;

pub use import::EnrolmentsImportPage;
pub use list::EnrolmentsPage;
pub use mine::EnrolPage;
