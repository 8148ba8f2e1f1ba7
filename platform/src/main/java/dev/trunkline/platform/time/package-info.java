/** Business time and revisions, both from the database clock. */
@NullMarked
package dev.trunkline.platform.time;

import org.jspecify.annotations.NullMarked;
