/** What the tests of platform and of every service share. */
package dev.trunkline.platform.testing;
