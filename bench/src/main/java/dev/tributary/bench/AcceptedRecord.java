package dev.tributary.bench;

import dev.tributary.proto.v1.Event;

/**
 * An event of {@code accepted}, ready to be sent.
 *
 * @param key its user key
 * @param partition where the producer's own choice by key would put it
 * @param event what it says, with a birth
 */
record AcceptedRecord(String key, int partition, Event event) {}
