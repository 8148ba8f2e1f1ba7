/** How the value types of the contracts are stored by Hibernate, and how sets of rows are sent to the database. */
@NullMarked
package dev.trunkline.platform.persistence;

import org.jspecify.annotations.NullMarked;
