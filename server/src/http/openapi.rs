//! The OpenAPI document, made from the endpoints the router serves.

use super::events;
use super::router::Demands;
use axum::http::header;
use axum::response::IntoResponse;
use pairwell_domain::api::{BASE, Endpoint, Method, Upload};
use pairwell_domain::problem::Problem;
use std::any::TypeId;
use utoipa::ToSchema;
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathsBuilder,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ComponentsBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required,
    ResponseBuilder, Schema,
};

const SESSION: &str = "session";

/// The document as `pairwell openapi` prints it.
pub fn document() -> OpenApi {
    super::router::routes().document
}

pub fn respond(document: String) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], document)
}

/// The document before any operation.
pub fn empty() -> OpenApi {
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        crate::auth::cookie::ACCESS,
        "Set by signing in.",
    )));
    let mut document = OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Pairwell")
                .version(env!("CARGO_PKG_VERSION"))
                .license(Some(
                    LicenseBuilder::new()
                        .name("Apache-2.0 OR MIT")
                        .identifier(Some("Apache-2.0 OR MIT"))
                        .build(),
                ))
                .build(),
        )
        .paths(PathsBuilder::new())
        .components(Some(
            ComponentsBuilder::new()
                .security_scheme(SESSION, cookie)
                .build(),
        ))
        .build();
    keep_schema::<Problem>(&mut document);
    let watch = OperationBuilder::new()
        .operation_id(Some("watch_events"))
        .summary(Some(
            "What happens, as server-sent events, resumable by Last-Event-ID.",
        ))
        .security(SecurityRequirement::new(SESSION, [""; 0]))
        .response(
            "200",
            ResponseBuilder::new()
                .description("A stream of events.")
                .content(
                    "text/event-stream",
                    ContentBuilder::new()
                        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                        .build(),
                )
                .build(),
        )
        .response("default", refusal());
    document.paths.add_path_operation(
        format!("{BASE}{}", events::PATH),
        vec![HttpMethod::Get],
        watch.build(),
    );
    document
}

/// Adds the operation `E`, served by a handler that demands this.
pub fn describe<E: Endpoint + 'static>(document: &mut OpenApi, demands: Demands) {
    let mut operation = OperationBuilder::new()
        .operation_id(Some(E::NAME))
        .summary(Some(E::SUMMARY.trim()))
        .response("default", refusal());
    if demands.session {
        operation = operation.security(SecurityRequirement::new(SESSION, [""; 0]));
    }
    if demands.version {
        let about = "The ETag of the version this change is meant for. Missing is 428, stale 412.";
        operation = operation.parameter(header_parameter("If-Match", about, Required::True));
    }
    if demands.repeatable {
        let about =
            "A name for this request: repeated with it, it is answered again, not done again.";
        let parameter = header_parameter("Idempotency-Key", about, Required::False);
        operation = operation.parameter(parameter);
    }
    for parameter in path_parameters(E::PATH) {
        operation = operation.parameter(parameter);
    }
    for parameter in query_parameters::<E::Query>(document) {
        operation = operation.parameter(parameter);
    }
    if TypeId::of::<E::Request>() != TypeId::of::<()>() {
        let upload = TypeId::of::<E::Request>() == TypeId::of::<Upload>();
        let kind = if upload {
            "application/octet-stream"
        } else {
            "application/json"
        };
        let content = ContentBuilder::new()
            .schema(Some(schema_of::<E::Request>(document)))
            .build();
        operation = operation.request_body(Some(
            RequestBodyBuilder::new()
                .required(Some(Required::True))
                .content(kind, content)
                .build(),
        ));
    }
    let (status, response) = if size_of::<E::Response>() == 0 {
        ("204", ResponseBuilder::new().description("Done."))
    } else {
        let content = ContentBuilder::new()
            .schema(Some(schema_of::<E::Response>(document)))
            .build();
        let answer = ResponseBuilder::new()
            .description("The answer.")
            .content("application/json", content);
        ("200", answer)
    };
    operation = operation.response(status, response.build());
    let method = match E::METHOD {
        Method::Get => HttpMethod::Get,
        Method::Post => HttpMethod::Post,
        Method::Put => HttpMethod::Put,
        Method::Patch => HttpMethod::Patch,
        Method::Delete => HttpMethod::Delete,
    };
    document.paths.add_path_operation(
        format!("{BASE}{}", E::PATH),
        vec![method],
        operation.build(),
    );
}

fn header_parameter(name: &str, about: &str, required: Required) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(about))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

fn refusal() -> utoipa::openapi::Response {
    ResponseBuilder::new()
        .description("A refusal (RFC 9457).")
        .content(
            "application/problem+json",
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name(Problem::name())))
                .build(),
        )
        .build()
}

/// The ids in braces.
fn path_parameters(template: &str) -> impl Iterator<Item = Parameter> {
    template
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| {
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(
                    ObjectBuilder::new()
                        .schema_type(Type::String)
                        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))),
                ))
                .build()
        })
}

/// One parameter for each field of the query's type.
fn query_parameters<Q: ToSchema + 'static>(document: &mut OpenApi) -> Vec<Parameter> {
    let RefOr::T(Schema::Object(object)) = Q::schema() else {
        return Vec::new();
    };
    keep_referenced::<Q>(document);
    object
        .properties
        .iter()
        .map(|(name, schema)| {
            let required = object.required.contains(name);
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Query)
                .required(if required {
                    Required::True
                } else {
                    Required::False
                })
                .schema(Some(schema.clone()))
                .build()
        })
        .collect()
}

/// A reference to `T`'s schema, kept under its name; lists and the like are
/// written out in place.
fn schema_of<T: ToSchema + 'static>(document: &mut OpenApi) -> RefOr<Schema> {
    match T::schema() {
        RefOr::T(Schema::Object(object)) if !object.properties.is_empty() => {
            keep_schema::<T>(document);
            RefOr::Ref(Ref::from_schema_name(T::name()))
        }
        RefOr::T(Schema::OneOf(_) | Schema::AllOf(_)) => {
            keep_schema::<T>(document);
            RefOr::Ref(Ref::from_schema_name(T::name()))
        }
        other => {
            keep_referenced::<T>(document);
            other
        }
    }
}

fn keep_schema<T: ToSchema>(document: &mut OpenApi) {
    keep_referenced::<T>(document);
    schemas(document).insert(T::name().into_owned(), T::schema());
}

fn keep_referenced<T: ToSchema>(document: &mut OpenApi) {
    let mut found = Vec::new();
    T::schemas(&mut found);
    schemas(document).extend(found);
}

fn schemas(document: &mut OpenApi) -> &mut std::collections::BTreeMap<String, RefOr<Schema>> {
    &mut document
        .components
        .get_or_insert_with(Default::default)
        .schemas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere_and_every_operation_has_a_name() {
        let json = serde_json::to_value(document()).unwrap();
        assert_eq!(json["openapi"], "3.1.0");
        let mut references = Vec::new();
        collect(&json, &mut references);
        assert!(!references.is_empty());
        for reference in references {
            let pointer = reference.trim_start_matches('#');
            assert!(json.pointer(pointer).is_some(), "{reference} leads nowhere");
        }
        for (path, item) in json["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                assert!(operation["operationId"].is_string(), "{method} {path}");
                assert!(operation["summary"].is_string(), "{method} {path}");
            }
        }
    }

    fn collect(json: &serde_json::Value, into: &mut Vec<String>) {
        match json {
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    match value.as_str() {
                        Some(target) if name == "$ref" => into.push(target.to_owned()),
                        _ => collect(value, into),
                    }
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
            _ => {}
        }
    }
}
