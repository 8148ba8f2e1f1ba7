/** What the services say to each other. Knows no framework and no service. */
@NullMarked
package dev.trunkline.contracts;

import org.jspecify.annotations.NullMarked;
