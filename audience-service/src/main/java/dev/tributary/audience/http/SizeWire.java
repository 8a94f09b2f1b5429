package dev.tributary.audience.http;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** How many members an audience has. */
@RegisterForReflection
record SizeWire(String audience, long members) {}
