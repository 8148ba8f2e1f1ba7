/** Telephone numbers: who holds them, whom they are assigned to, where they ring for help, and how they leave. */
package dev.trunkline.number;
