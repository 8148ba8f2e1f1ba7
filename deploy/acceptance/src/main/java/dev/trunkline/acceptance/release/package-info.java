/** Keeps what a released version had in its databases, so that every later one is tried on it. */
@NullMarked
package dev.trunkline.acceptance.release;

import org.jspecify.annotations.NullMarked;
