package dev.tributary.router.messaging;

import dev.tributary.router.domain.delivery.Verdict.Failure;

/** That a delivery is given up and why, kept until its dead letter is written. */
record Burial(DeadLetters.LastAttempt last, Failure failure) {}
