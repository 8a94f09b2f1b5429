/** Benchmarks with their baselines beside them: ratios in one run on one machine. */
@NullMarked
package dev.tributary.bench;

import org.jspecify.annotations.NullMarked;
