/** The events between the services: a record per type, its topic and the attributes that travel with it. */
@NullMarked
package dev.trunkline.contracts.event;

import org.jspecify.annotations.NullMarked;
