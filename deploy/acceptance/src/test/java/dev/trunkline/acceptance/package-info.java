/** The packaged services as their callers see them: over HTTP, as processes that can be stopped and killed. */
@NullMarked
package dev.trunkline.acceptance;

import org.jspecify.annotations.NullMarked;
