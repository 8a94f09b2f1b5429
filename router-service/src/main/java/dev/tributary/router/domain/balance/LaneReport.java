package dev.tributary.router.domain.balance;

import dev.tributary.router.domain.delivery.LaneState;

/**
 * How a destination is doing on this replica.
 *
 * @param version of the definition that is followed
 * @param lag records in Kafka that were not read yet
 */
public record LaneReport(long version, Balance balance, LaneState state, long lag) {}
