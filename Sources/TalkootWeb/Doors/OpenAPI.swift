import Talkoot

/// The OpenAPI 3.1 document, made from the acts themselves: what a form asks is what a program may send.
enum OpenAPI {
    static func document(_ rooms: Rooms) -> JSON {
        let acts = rooms.acts.filter { $0.permitted != [.system] }
        var paths: [String: JSON] = Dictionary(uniqueKeysWithValues: acts.map { ("/api/v1/acts/\($0.name)", operation($0)) })
        paths["/api/v1/acts"] = ["get": [
            "operationId": "acts", "summary": "The acts that there are", "security": [],
            "responses": ["200": ["description": "Names and fields", "content": ["application/json": ["schema": ["type": "object"]]]]],
        ]]
        paths["/api/v1/{city}/uploads"] = uploads
        return [
            "openapi": "3.1.0",
            "info": ["title": "Talkoot", "version": "1", "summary": "What a person can do on a page, a program can do.", "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"]],
            "servers": [["url": "/"]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer", "description": "A personal token from the account page."]],
                "schemas": ["Outcome": outcome, "Problem": problem],
            ],
        ]
    }

    /// Files come by themselves, and an act names them.
    private static var uploads: JSON {
        let type: JSON = ["schema": ["type": "string", "format": "binary"]]
        var answers: [String: JSON] = ["201": ["description": "Taken, until an act of yours names it", "content": ["application/json": ["schema": ["type": "object", "properties": ["id": ["type": "string"]], "required": ["id"]]]]]]
        for (status, text) in ["403": "No such token", "404": "No such city", "413": "Too large to receive", "422": "No file that is taken; the problem says why", "503": "Busy; come back as Retry-After says"] { answers[status] = failure(text) }
        answers["429"] = ["description": "Too many in an hour", "content": ["text/plain": ["schema": ["type": "string"]]]]
        return ["post": [
            "operationId": "upload", "summary": "Takes a picture or a PDF for an act to name", "security": [[:], ["token": []]],
            "parameters": [
                ["name": "city", "in": "path", "required": true, "schema": ["type": "string"]],
                ["name": "name", "in": "query", "required": false, "description": "What the file is called", "schema": ["type": "string"]],
            ],
            "requestBody": ["required": true, "content": ["image/jpeg": type, "image/png": type, "image/webp": type, "application/pdf": type]],
            "responses": .object(answers),
        ]]
    }

    private static func operation(_ act: any Act.Type) -> JSON {
        var properties: [String: JSON] = ["city": ["type": "string", "description": "The city's slug; a token knows its own."]]
        var required: [JSON] = []
        if let target = act.target {
            properties["on"] = ["type": "string", "description": .text("The code of the \(target.rawValue).")]
            required.append("on")
        }
        for field in act.fields {
            properties[field.name] = schema(field)
            if !field.isOptional { required.append(.text(field.name)) }
        }
        if act.needsFreshCheck { properties["check"] = ["type": "string", "maxLength": 100, "description": "A code of the second factor, where the token's owner has one."] }
        let isOpen = act.permitted.contains(.anyone)
        var body: [String: JSON] = ["type": "object", "properties": .object(properties), "additionalProperties": false]
        if !required.isEmpty { body["required"] = .list(required) }
        return ["post": [
            "operationId": .text(act.name), "summary": .text(act.name), "security": isOpen ? [[:], ["token": []]] : [["token": []]],
            "parameters": [["name": "Idempotency-Key", "in": "header", "required": false, "schema": ["type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"],
                            "description": "The act's id: a repeated call with it gets the first outcome."]],
            "requestBody": ["required": true, "content": ["application/json": ["schema": .object(body)]]],
            "responses": .object(responses(act)),
        ]]
    }

    /// Only the statuses that the act can give.
    private static func responses(_ act: any Act.Type) -> [String: JSON] {
        var responses: [String: JSON] = [
            "200": ["description": "Done, or done before under the same key", "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Outcome"]]]],
            "404": failure("No such thing, or none that you may know of"), "409": failure("The state does not allow it, or somebody was faster"),
            "413": failure("More than 512 kB"), "422": failure("Something in the input is wrong; every problem names its field"), "429": ["description": "Too many in an hour", "content": ["text/plain": ["schema": ["type": "string"]]]],
            "503": failure("Busy; come back as Retry-After says"),
        ]
        responses["403"] = failure("Not yours to do")
        return responses
    }
    private static func failure(_ text: String) -> JSON {
        ["description": .text(text), "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]]]
    }

    private static func schema(_ field: Field) -> JSON {
        switch field.kind {
        case .line(let max), .text(let max): ["type": "string", "minLength": 1, "maxLength": .integer(Int64(max))]
        case .email: ["type": "string", "format": "email", "maxLength": 254]
        case .integer(let range): ["type": "integer", "minimum": .integer(Int64(range.lowerBound)), "maximum": .integer(Int64(range.upperBound))]
        case .money: ["type": "string", "description": "An amount such as 1500 or 1500.50", "pattern": "^[0-9]{1,12}([.,][0-9]{1,2})?$"]
        case .decimal: ["type": "string", "pattern": "^-?[0-9]{1,12}([.,][0-9]{1,6})?$"]
        case .day: ["type": "string", "format": "date"]
        case .moment: ["type": "string", "description": "Local time of the city, such as 2026-03-12T16:00"]
        case .choice(let values): ["type": "string", "enum": .list(values.map { .text($0) })]
        case .pick: ["type": "string", "maxLength": 100]
        case .files(let max, let picturesOnly):
            ["type": "array", "maxItems": .integer(Int64(max)), "items": ["type": "string", "maxLength": 64], "description": .text(picturesOnly ? "Ids of uploaded pictures" : "Ids of uploads")]
        case .point: ["type": "string", "description": "Latitude and longitude in degrees", "examples": ["60.9487, 25.0375"], "maxLength": 60]
        case .picks: ["type": "array", "items": ["type": "string", "maxLength": 100]]
        case .flag: ["type": "boolean"]
        case .file(let types, let max):
            ["type": "string", "contentEncoding": "base64", "contentMediaType": .text(types.first ?? "application/octet-stream"), "minLength": 1, "maxLength": .integer(Int64((max + 2) / 3 * 4))]
        case .version: ["type": "integer", "minimum": 1]
        case .rows(let fields, let max):
            ["type": "array", "maxItems": .integer(Int64(max)), "items": [
                "type": "object", "properties": .object(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, schema($0)) })),
                "required": .list(fields.filter { !$0.isOptional }.map { .text($0.name) }), "additionalProperties": false,
            ]]
        }
    }

    private static let outcome: JSON = [
        "type": "object", "required": ["act", "city", "values"],
        "properties": [
            "act": ["type": "string"], "city": ["type": "string"], "address": ["type": "string"], "trackingCode": ["type": "string"], "values": ["type": "object"],
            "object": ["type": "object", "properties": ["kind": ["type": "string"], "code": ["type": "string"]], "required": ["kind", "code"]],
        ],
    ]
    private static let problem: JSON = [
        "type": "object", "description": "RFC 9457", "required": ["type", "status", "title", "code"],
        "properties": [
            "type": ["type": "string"], "status": ["type": "integer"], "title": ["type": "string"], "detail": ["type": "string"], "code": ["type": "string"],
            "problems": ["type": "array", "items": ["type": "object", "properties": ["field": ["type": "string"], "key": ["type": "string"], "detail": ["type": "string"]], "required": ["field", "key", "detail"]]],
        ],
    ]
}
