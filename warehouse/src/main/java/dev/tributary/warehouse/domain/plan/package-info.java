/** What has to be changed and written for rows, given what the warehouse has. */
@NullMarked
package dev.tributary.warehouse.domain.plan;

import org.jspecify.annotations.NullMarked;
