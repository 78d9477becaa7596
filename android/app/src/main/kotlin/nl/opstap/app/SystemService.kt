package nl.opstap.app

import android.content.Context

/** One of the phone's own services; those that the app uses are on every phone. */
internal inline fun <reified T : Any> Context.service(): T = checkNotNull(getSystemService(T::class.java))
