/** What the tests of several modules share. */
@NullMarked
package io.tocsin.testsupport;

import org.jspecify.annotations.NullMarked;
