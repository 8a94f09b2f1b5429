/**
 * Loading events into warehouses with Segment's schema: what callers see, and everything that
 * decides.
 */
@NullMarked
package dev.tributary.warehouse.domain;

import org.jspecify.annotations.NullMarked;
