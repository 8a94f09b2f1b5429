package dev.tributary.identity.domain.entity;

import dev.tributary.platform.domain.json.Json;

/** A definition of a derived entity, as its owner wrote it. */
public record DerivedDefinition(String name, long version, Json.Obj spec) {}
