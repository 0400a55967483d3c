/** The core: what is asked of a bank and what it may answer. JDK and shared-model only. */
@NullMarked
package io.tocsin.toll.payment;

import org.jspecify.annotations.NullMarked;
