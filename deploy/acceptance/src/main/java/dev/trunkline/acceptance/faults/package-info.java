/** Random workloads under faults over the packaged services, and a checker that knows nothing of their code. */
@NullMarked
package dev.trunkline.acceptance.faults;

import org.jspecify.annotations.NullMarked;
