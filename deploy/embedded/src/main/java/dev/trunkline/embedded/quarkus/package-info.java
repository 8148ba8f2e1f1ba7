/** The embedded servers as a Quarkus test resource. */
@NullMarked
package dev.trunkline.embedded.quarkus;

import org.jspecify.annotations.NullMarked;
