/** What people are told of what happens. Pure: no Kafka, no framework. */
@NullMarked
package io.tocsin.fire.notice;

import org.jspecify.annotations.NullMarked;
