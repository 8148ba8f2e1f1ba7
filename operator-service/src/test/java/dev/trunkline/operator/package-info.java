/** What the tests of the operator service share: the other services, played by events. */
package dev.trunkline.operator;
