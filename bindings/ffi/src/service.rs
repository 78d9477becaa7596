//! What all services have in common: they share one engine, and are counted.

/// A service over an engine.
macro_rules! service {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(uniffi::Object)]
        pub struct $name {
            engine: std::sync::Arc<crate::engine::Engine>,
            _alive: crate::live::Alive,
        }

        impl $name {
            pub(crate) fn over(engine: &std::sync::Arc<crate::engine::Engine>) -> std::sync::Arc<Self> {
                std::sync::Arc::new(Self { engine: engine.clone(), _alive: crate::live::Alive::new() })
            }
        }
    };
}

pub(crate) use service;
