package dev.tributary.router.domain.delivery;

import java.time.Duration;

/**
 * What one destination's deliveries are held to.
 *
 * @param mostWaiting most debounced values that may wait
 * @param maxAge since the first attempt, after which a delivery that keeps failing is given up
 */
public record DeliveryLimits(
    Backlog.Bounds bounds, int mostWaiting, Backoff backoff, Judge judge, Duration maxAge) {}
