/** What the launcher knows without touching the machine: parts, ports, definitions, traffic. */
@NullMarked
package dev.tributary.local.domain;

import org.jspecify.annotations.NullMarked;
