/** Measurements of the packaged services, each against its own limit. */
@NullMarked
package dev.trunkline.benchmark;

import org.jspecify.annotations.NullMarked;
