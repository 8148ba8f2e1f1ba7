/** The whole story, told over the HTTP interfaces against a running stack: from an operator's registration to its removal by a tenant. */
@NullMarked
package dev.trunkline.local.story;

import org.jspecify.annotations.NullMarked;
