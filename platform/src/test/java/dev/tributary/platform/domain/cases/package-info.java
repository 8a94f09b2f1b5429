/** Behaviour tables in YAML, as JSON. */
package dev.tributary.platform.domain.cases;
