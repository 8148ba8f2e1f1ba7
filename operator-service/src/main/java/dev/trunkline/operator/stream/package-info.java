/** What streams of server-sent events have in common. */
@NullMarked
package dev.trunkline.operator.stream;

import org.jspecify.annotations.NullMarked;
