/** Commands about the on-call directory. */
@NullMarked
package io.tocsin.cli.contacts;

import org.jspecify.annotations.NullMarked;
