/** What governance decides about one event, free of Kafka, Protobuf and clocks. */
@NullMarked
package dev.tributary.governance.domain;

import org.jspecify.annotations.NullMarked;
