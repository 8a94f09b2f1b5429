/** What a user interface asks for a connector, as JSON. */
@NullMarked
package dev.tributary.connectors.domain.form;

import org.jspecify.annotations.NullMarked;
