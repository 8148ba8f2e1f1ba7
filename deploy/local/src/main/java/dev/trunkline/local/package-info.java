/** One command: the embedded servers, an OpenID Connect issuer and the three services on this machine. */
@NullMarked
package dev.trunkline.local;

import org.jspecify.annotations.NullMarked;
