/** How the value types of the contracts are stored by Hibernate. */
@NullMarked
package dev.trunkline.platform.persistence;

import org.jspecify.annotations.NullMarked;
