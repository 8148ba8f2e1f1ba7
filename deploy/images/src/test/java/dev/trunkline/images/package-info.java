/** Runs the packaged services as their images and manifests would. */
@NullMarked
package dev.trunkline.images;

import org.jspecify.annotations.NullMarked;
