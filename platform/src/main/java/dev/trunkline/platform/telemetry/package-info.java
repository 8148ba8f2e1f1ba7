/** Traces: where they go, and that they are off where nobody takes them. */
@NullMarked
package dev.trunkline.platform.telemetry;

import org.jspecify.annotations.NullMarked;
