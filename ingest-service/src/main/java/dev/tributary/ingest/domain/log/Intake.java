package dev.tributary.ingest.domain.log;

import dev.tributary.ingest.domain.event.Judgement.Judged;

/**
 * What one request brings to the log.
 *
 * @param source name of the source it came from
 * @param ip address of the client, as text; empty where it is not known
 * @param receivedAt milliseconds since the epoch
 */
public record Intake(String source, String ip, long receivedAt, Judged judged) {}
