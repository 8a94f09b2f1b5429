/** The settings of the service and the domain objects made from them. */
@NullMarked
package dev.tributary.ingest.config;

import org.jspecify.annotations.NullMarked;
