/** Holds the manifests to their models, to each other and to what the services are. */
@NullMarked
package dev.trunkline.kubernetes;

import org.jspecify.annotations.NullMarked;
