package dev.tributary.router.domain.balance;

import dev.tributary.router.domain.delivery.LaneState;

/**
 * How a destination is doing on this replica.
 *
 * @param version of the definition that is followed
 */
public record LaneReport(long version, Balance balance, LaneState state, Behind behind) {}
