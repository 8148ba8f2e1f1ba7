package dev.trunkline.platform.tenancy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that shows what is public to its roles though its path names a tenant or an operator, such as an entry of a directory. Whoever
 * asks is let pass; only what is the caller's own is in scope, so row-level security still hides the rest.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Unscoped {}
