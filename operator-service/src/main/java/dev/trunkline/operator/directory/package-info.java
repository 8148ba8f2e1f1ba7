/** The operator directory: who offers which services in which countries. This service owns it. */
@NullMarked
package dev.trunkline.operator.directory;

import org.jspecify.annotations.NullMarked;
