/** What every module that keeps files needs. */
@NullMarked
package io.tocsin.model.file;

import org.jspecify.annotations.NullMarked;
