/** How features reach the database by JDBC within a request's transaction. */
@NullMarked
package dev.trunkline.operator.database;

import org.jspecify.annotations.NullMarked;
