/** What the tests of this service share. */
package dev.trunkline.tenant;
