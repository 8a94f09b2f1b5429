/** From events to requests: fields, items, batches, templates. */
@NullMarked
package dev.tributary.connectors.domain.request;

import org.jspecify.annotations.NullMarked;
