//! The OpenAPI document, made from the routes' table and the shapes of the wire.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::error::{Code, TABLE};
use crate::query::{Kind, Param};
use crate::routes::{Answer, Area, ROUTES, Route};
use sayso_app::wire;

/// Codes that any route of the API may answer.
const ANY: [Code; 8] = [
    Code::BadParameter,
    Code::UnknownParameter,
    Code::NoToken,
    Code::BadHost,
    Code::TooMany,
    Code::Broken,
    Code::Overloaded,
    Code::Timeout,
];

/// Codes that any route with a body may answer besides.
const WITH_BODY: [Code; 5] = [Code::CrossSite, Code::SlowBody, Code::TooLarge, Code::BadType, Code::BadBody];

/// The routes that it tells of.
pub fn told() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(|r| r.area == Area::Api && !r.about.is_empty())
}

/// The whole document.
pub fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|s| {
        s.definitions_path = "/components/schemas".into();
        s.meta_schema = None;
    });
    let mut answers = settings.clone().for_serialize().into_generator();
    let mut requests = settings.for_deserialize().into_generator();
    let failed = answers.subschema_for::<wire::api::Failed>().to_value();
    let mut paths: Map<String, Value> = Map::new();
    for route in told() {
        let operation = operation(route, &mut answers, &mut requests, &failed);
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.to_ascii_lowercase()] = operation;
    }
    let mut schemas = answers.take_definitions(true);
    for (name, schema) in requests.take_definitions(true) {
        schemas.entry(name).or_insert(schema);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sayso",
            "version": sayso_app::VERSION,
            "summary": "On whose say-so? Claims, statements, speakers and outlets of a store of articles.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Where the server wants its token."}},
        },
        "security": [{}, {"token": []}],
    })
}

fn operation(route: &Route, answers: &mut SchemaGenerator, requests: &mut SchemaGenerator, failed: &Value) -> Value {
    let mut parameters: Vec<Value> = Vec::new();
    for segment in route.path.split('/') {
        if let Some(name) = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) {
            let schema = if name == "id" { json!({"type": "integer", "minimum": 0}) } else { json!({"type": "string", "minLength": 1}) };
            parameters.push(json!({"name": name, "in": "path", "required": true, "schema": schema}));
        }
    }
    parameters.extend(route.query.iter().copied().flatten().map(parameter));
    let mut responses = Map::new();
    match route.answer {
        Answer::Json(shape) => {
            let schema = shape(answers).to_value();
            let ok = |about: &str| json!({"description": about, "content": {"application/json": {"schema": schema}}});
            if route.path != "/api/v1/corrections" || route.method == "GET" {
                responses.insert("200".to_owned(), ok("as asked"));
            }
            if route.method == "POST" && !route.path.ends_with("/withdraw") {
                responses.insert("201".to_owned(), ok("made; for what was stored, `Location` says where"));
            }
        }
        Answer::Csv => {
            let text = json!({"schema": {"type": "string"}});
            responses.insert("200".to_owned(), json!({"description": "a header and a line for each claim", "content": {"text/csv": text}}));
        }
        Answer::Other => {}
    }
    if route.method == "GET" {
        responses.insert("304".to_owned(), json!({"description": "as it was: `If-None-Match` names its `ETag`"}));
    }
    let with_body: &[Code] = if route.bodies.is_empty() { &[] } else { &WITH_BODY };
    let mut codes: Vec<Code> = ANY.iter().chain(with_body).chain(route.errors).copied().collect();
    // A number that is none is no number of anything.
    codes.extend(route.path.contains('{').then_some(Code::NotFound));
    for entry in TABLE.iter().filter(|e| codes.contains(&e.code)) {
        let status = entry.status.to_string();
        let line = format!("`{}`: {}", entry.word, entry.about);
        let response =
            responses.entry(status).or_insert_with(|| json!({"description": "", "content": {"application/json": {"schema": failed}}}));
        let before = response["description"].as_str().unwrap_or_default();
        response["description"] = if before.is_empty() { line.into() } else { format!("{before}\n{line}").into() };
    }
    let mut operation = json!({"operationId": name(route), "summary": route.about, "parameters": parameters, "responses": responses});
    if !route.bodies.is_empty() {
        let mut content = Map::new();
        for (kind, shape) in route.bodies {
            let schema = shape.map_or_else(|| json!({"type": "string"}), |shape| shape(requests).to_value());
            content.insert((*kind).to_owned(), json!({"schema": schema}));
        }
        operation["requestBody"] = json!({"required": true, "content": content});
    }
    operation
}

/// `get_claims_id`
fn name(route: &Route) -> String {
    let path = route.path.trim_start_matches("/api/v1/");
    let words: String = path.chars().filter(|c| !"{}".contains(*c)).map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    format!("{}_{words}", route.method.to_ascii_lowercase())
}

fn parameter(param: &Param) -> Value {
    let schema = match param.kind {
        Kind::Words => json!({"type": "string", "maxLength": 512}),
        Kind::Place => json!({"type": "string", "maxLength": 4096}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Whole { least, most } => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Share => json!({"type": "number", "minimum": 0, "maximum": 1}),
        Kind::Date => json!({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}),
        Kind::OneOf(words) => json!({"type": "string", "enum": words}),
    };
    json!({"name": param.name, "in": "query", "description": param.about, "schema": schema})
}
